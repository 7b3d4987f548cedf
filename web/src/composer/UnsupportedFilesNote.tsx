import { useEffect, useState } from 'react';
import { t } from '../texts/en.js';
import { Bar } from '../ui/Bar.js';

/** How long the note is shown, in milliseconds. */
const SHOWN_MS = 5000;

/**
 * Shows a note when a file is dropped or pasted. Otherwise the browser would open a dropped file in place of the
 * page.
 */
export function UnsupportedFilesNote() {
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (hasFiles(event.dataTransfer)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setAttempt((count) => count + 1);
    };
    const onPaste = ({ clipboardData }: ClipboardEvent) => {
      // Office programs copy text together with a picture of it.
      if (hasFiles(clipboardData) && !clipboardData?.types.includes('text/plain')) setAttempt((count) => count + 1);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, []);

  useEffect(() => {
    if (attempt === 0) return;
    const timer = setTimeout(() => setAttempt(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [attempt]);

  return attempt > 0 ? <Bar kind="warning">{t.composer.filesUnsupported}</Bar> : null;
}

const hasFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') ?? false;
