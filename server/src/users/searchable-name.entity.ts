import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * How a user is found by name. A table of its own: presence rewrites rows of users all the time, and with them would the
 * index of every three characters of their names.
 */
@Entity('searchable_names')
export class SearchableName {
  @ForeignKey('User', { name: 'searchable_names_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'searchable_names_pkey' })
  userId!: string;

  /** The name as `foldName` of the contract folds it. */
  @Column({ type: 'text', collation: 'C' })
  folded!: string;

  /** What `gramsOf` says of it. Not pg_trgm: that takes an extension, and finds letters only that the database's locale knows. */
  @Index('searchable_names_grams', { type: 'gin' })
  @Column({ type: 'text', array: true, collation: 'C' })
  grams!: string[];
}
