import type { EmojiDataResolver } from 'frimousse';
import { preloadable } from '../ui/lazy-part.js';

/** The newest version of Unicode emoji to offer. Many devices still show newer ones as empty boxes. */
const MAX_EMOJI_VERSION = 15.1;
/** The group of emoji components, such as skin tones, which are of no use alone. */
const COMPONENT_GROUP = 2;

const loadFiles = preloadable(() =>
  Promise.all([import('emojibase-data/en/data.json'), import('emojibase-data/en/messages.json')]),
);

/** Resolves the emoji data from the page's own files, instead of a CDN. */
export const emojiData: EmojiDataResolver = async () => {
  const [{ default: all }, { default: messages }] = await loadFiles();
  const groups = messages.groups.filter(({ order }) => order !== COMPONENT_GROUP);
  return {
    locale: 'en',
    emojis: all.flatMap(({ emoji, group, label, version, tags }) =>
      group === undefined || group === COMPONENT_GROUP || version > MAX_EMOJI_VERSION
        ? []
        : [{ emoji, category: group, label, version, tags: tags ?? [] }],
    ),
    categories: groups.map(({ order, message }) => ({ index: order, label: message })),
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  };
};
