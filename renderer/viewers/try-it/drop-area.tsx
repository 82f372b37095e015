import { ImageUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import viewer from '../viewer.module.css';
import styles from './try-it.module.css';

/** Takes a picture that is dropped or chosen. */
export function DropArea({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const [isOver, setOver] = useState(false);
  const inputId = useId();
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    <label
      htmlFor={inputId}
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <ImageUp size={22} aria-hidden="true" />
      <span>
        <strong>Drop an image here</strong> or choose a file
      </span>
      <span className={viewer.quiet}>JPEG, PNG or WebP; it stays on this machine</span>
      <input
        id={inputId}
        type="file"
        className="visually-hidden"
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
    </label>
  );
}
