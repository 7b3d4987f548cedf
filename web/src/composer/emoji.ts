import type { EmojiDataResolver } from 'frimousse';
import { later } from '../ui/part.js';

/** Newer ones are empty boxes on many devices yet. */
const NEWEST = 15.1;
/** Parts of emoji, such as skin tones: of no use alone. */
const COMPONENTS = 2;

const files = later(() =>
  Promise.all([import('emojibase-data/en/data.json'), import('emojibase-data/en/messages.json')]),
);

/** The emoji, out of this page's own files. */
export const emojiData: EmojiDataResolver = async () => {
  const [{ default: all }, { default: messages }] = await files();
  const groups = messages.groups.filter(({ order }) => order !== COMPONENTS);
  return {
    locale: 'en',
    emojis: all.flatMap(({ emoji, group, label, version, tags }) =>
      group === undefined || group === COMPONENTS || version > NEWEST
        ? []
        : [{ emoji, category: group, label, version, tags: tags ?? [] }],
    ),
    categories: groups.map(({ order, message }) => ({ index: order, label: message })),
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  };
};
