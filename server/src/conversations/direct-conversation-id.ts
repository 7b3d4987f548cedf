import { parse, v5 as uuidOf } from 'uuid';

// The namespace is parsed once, and the name below is passed as bytes: parsing a string takes longer than the hash.
const NAMESPACE = parse('3b0b5a52-6f0c-4c58-9d1f-0f6f6c1f7c11');

/**
 * Returns the id of the direct conversation of two users: the UUID v5 of their sorted ids. The order of the arguments
 * does not matter.
 *
 * A pair of users therefore has exactly one direct conversation, even if both send the first message at the same
 * instant, on two nodes.
 */
export function directConversationId(one: string, other: string): string {
  return uuidOf(Buffer.from(one < other ? `${one}:${other}` : `${other}:${one}`), NAMESPACE);
}
