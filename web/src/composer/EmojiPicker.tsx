import type { ComponentProps } from 'react';
import { EmojiPicker as Picker } from 'frimousse';
import { t } from '../texts/en.js';
import { emojiData } from './emoji.js';
import styles from './EmojiPicker.module.css';

const parts: ComponentProps<typeof Picker.List>['components'] = {
  CategoryHeader: ({ category, ...props }) => (
    <div {...props} className={styles.category}>
      {category.label}
    </div>
  ),
  // ARIA row and column indexes start at one.
  Row: (props) => <div {...props} aria-rowindex={(props['aria-rowindex'] ?? 0) + 1} className={styles.row} />,
  Emoji: ({ emoji, ...props }) => (
    <button
      {...props}
      role="gridcell"
      aria-colindex={(props['aria-colindex'] ?? 0) + 1}
      className={styles.emoji}
      data-active={emoji.isActive}
    >
      {emoji.emoji}
    </button>
  ),
};

/** An emoji picker with categories, search and keyboard navigation. Loaded on demand. */
export default function EmojiPicker({ onChosen }: { onChosen: (emoji: string) => void }) {
  return (
    <Picker.Root
      className={styles.picker}
      resolveEmojiData={emojiData}
      columns={8}
      onEmojiSelect={({ emoji }) => onChosen(emoji)}
    >
      <Picker.Search
        autoFocus
        className={styles.search}
        aria-label={t.composer.emojiSearch}
        placeholder={t.composer.emojiSearch}
      />
      <Picker.Viewport className={styles.viewport}>
        <Picker.Loading className={styles.note}>{t.composer.emojiLoading}</Picker.Loading>
        <Picker.Empty className={styles.note}>{t.composer.emojiNone}</Picker.Empty>
        <Picker.List components={parts} />
      </Picker.Viewport>
    </Picker.Root>
  );
}
