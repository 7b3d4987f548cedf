import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A server that runs, as long as it says so: its lease ends by the database's clock. */
@Entity('nodes')
export class Node {
  /** Made up for each lease: it tells one from the next. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'nodes_pkey' })
  id!: string;

  @Column('timestamptz', { name: 'lease_expires_at' })
  leaseExpiresAt!: Date;

  /** Its users are being taken offline. That is for good: whoever was only slow takes another lease. */
  @Column('boolean', { default: false })
  ended!: boolean;

  /** The version of its bus (`realtime/bus-version.ts`). The first one did not write it. */
  @Column('smallint', { name: 'bus_version', default: 1 })
  busVersion!: number;
}
