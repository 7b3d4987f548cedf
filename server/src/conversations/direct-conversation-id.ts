import { parse, v5 as uuidOf } from 'uuid';

// As bytes, like the pair: reading either as text would take longer than the hash.
const NAMESPACE = parse('3b0b5a52-6f0c-4c58-9d1f-0f6f6c1f7c11');

/**
 * The id of the one direct conversation of two users, whoever asks: the UUID v5 of the sorted pair.
 *
 * So two people have exactly one, even if both write first at the same instant, on two nodes.
 */
export function directConversationId(one: string, other: string): string {
  return uuidOf(Buffer.from(one < other ? `${one}:${other}` : `${other}:${one}`), NAMESPACE);
}
