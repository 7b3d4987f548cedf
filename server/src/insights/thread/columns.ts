import type { TranscriptLine } from '../../messages/message.mapper.js';

/**
 * Messages in the form in which they are sent to the worker thread: columns are copied several times as fast as
 * objects.
 */
export interface MessageColumns {
  readonly ids: readonly string[];
  readonly seqs: readonly number[];
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

export function toColumns(messages: readonly TranscriptLine[]): MessageColumns {
  return {
    ids: messages.map(({ id }) => id),
    seqs: messages.map(({ seq }) => seq),
    names: messages.map(({ name }) => name),
    texts: messages.map(({ text }) => text),
  };
}

export function fromColumns({ ids, seqs, names, texts }: MessageColumns): TranscriptLine[] {
  return ids.map((id, index) => ({ id, seq: seqs[index]!, name: names[index]!, text: texts[index]! }));
}
