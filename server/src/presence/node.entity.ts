import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A running server and its lease. The lease expires by the database's clock. */
@Entity('nodes')
export class Node {
  /** Generated for each lease: a server that acquires another lease has a new id. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'nodes_pkey' })
  id!: string;

  @Column('timestamptz', { name: 'lease_expires_at' })
  leaseExpiresAt!: Date;

  /**
   * Whether the lease has ended, and the node's users are being taken offline. This cannot be undone: a node that was
   * only slow acquires another lease.
   */
  @Column('boolean', { default: false })
  ended!: boolean;

  /** The node's version of the bus (`realtime/bus-version.ts`). Nodes of version 1 did not write it. */
  @Column('smallint', { name: 'bus_version', default: 1 })
  busVersion!: number;
}
