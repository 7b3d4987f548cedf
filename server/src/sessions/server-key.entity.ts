import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret shared by all nodes, independent of the secrets of the configuration. Created on first use. */
@Entity('server_keys')
export class ServerKey {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'server_keys_pkey' })
  name!: string;

  @Column('bytea')
  key!: Buffer;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
