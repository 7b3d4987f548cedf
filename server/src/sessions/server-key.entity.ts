import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret that all nodes share and that outlives the keys of the configuration. Made when it is first needed. */
@Entity('server_keys')
export class ServerKey {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'server_keys_pkey' })
  name!: string;

  @Column('bytea')
  key!: Buffer;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
