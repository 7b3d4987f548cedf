import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * The folded name by which a user is found. It has its own table because presence updates rows of `users` all the time,
 * and each update would also rewrite the entries of the trigram index.
 */
@Entity('searchable_names')
export class SearchableName {
  @ForeignKey('User', { name: 'searchable_names_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'searchable_names_pkey' })
  userId!: string;

  /** The name, folded by `foldName` of the contract. */
  @Column({ type: 'text', collation: 'C' })
  folded!: string;

  /**
   * The trigrams of the folded name, by `gramsOf`. Not pg_trgm: it needs an extension, and only handles letters that
   * the database's locale knows.
   */
  @Index('searchable_names_grams', { type: 'gin' })
  @Column({ type: 'text', array: true, collation: 'C' })
  grams!: string[];
}
