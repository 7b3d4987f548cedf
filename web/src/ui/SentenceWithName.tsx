interface Props {
  /** Returns the sentence with the given name in it. */
  readonly sentence: (name: string) => string;
  readonly name: string;
}

/** A placeholder for the name. The sentence is split where it has this placeholder. */
const NAME = '\u0000';

/**
 * Renders a sentence with a name in it. The name is isolated, so that its direction does not reorder the sentence, and
 * is not translated.
 */
export function SentenceWithName({ sentence, name }: Props) {
  const [before, after] = sentence(NAME).split(NAME);
  return (
    <span>
      <span>{before}</span>
      <bdi translate="no">{name}</bdi>
      <span>{after}</span>
    </span>
  );
}
