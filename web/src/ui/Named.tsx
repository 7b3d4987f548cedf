interface Props {
  /** Makes the sentence out of a name. */
  readonly sentence: (name: string) => string;
  readonly name: string;
}

/** Stands for the name where the sentence is cut. */
const NAME = '\u0000';

/** A sentence with a name, which is isolated: neither orders the letters of the other, and no translator touches the name. */
export function Named({ sentence, name }: Props) {
  const [before, after] = sentence(NAME).split(NAME);
  return (
    <span>
      {before}
      <bdi translate="no">{name}</bdi>
      {after}
    </span>
  );
}
