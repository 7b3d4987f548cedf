export default function tearDown(): void {
  (globalThis as { removeTemplate?: () => void }).removeTemplate?.();
}
