import type { TranscriptLine } from '../../messages/message.mapper.js';

/** Messages as they are sent to the thread: columns are copied several times as fast as objects. */
export interface Columns {
  readonly ids: readonly string[];
  readonly seqs: readonly number[];
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

export function toColumns(messages: readonly TranscriptLine[]): Columns {
  return {
    ids: messages.map(({ id }) => id),
    seqs: messages.map(({ seq }) => seq),
    names: messages.map(({ name }) => name),
    texts: messages.map(({ text }) => text),
  };
}

export function fromColumns({ ids, seqs, names, texts }: Columns): TranscriptLine[] {
  return ids.map((id, index) => ({ id, seq: seqs[index]!, name: names[index]!, text: texts[index]! }));
}
