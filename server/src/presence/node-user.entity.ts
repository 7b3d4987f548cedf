import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Records that a user is connected to a node. */
@Entity('node_users')
export class NodeUser {
  @ForeignKey('User', { name: 'node_users_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'node_users_pkey' })
  userId!: string;

  @ForeignKey('Node', { name: 'node_users_node_fkey', onDelete: 'CASCADE' })
  @Index('node_users_node')
  @PrimaryColumn('uuid', { name: 'node_id', primaryKeyConstraintName: 'node_users_pkey' })
  nodeId!: string;
}
