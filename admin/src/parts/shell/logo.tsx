/** The logo of Lectern: a lectern on chalkboard green. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-board-filled)" />
      <path d="M7.5 9.5h17l-2.6 7.2H10.1z" fill="var(--mantine-color-board-contrast)" />
      <path d="M14.6 16.7h2.8V22h-2.8zM11 22h10v2.5H11z" fill="var(--mantine-color-board-contrast)" opacity="0.75" />
    </svg>
  )
}
