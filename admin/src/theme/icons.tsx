import type { ReactNode } from 'react'

/** Draws a line icon in the color and size of the surrounding text. Screen readers ignore it. */
function icon(drawing: ReactNode) {
  return function Icon({ size = '1.15em' }: { size?: string | number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        style={{ flex: 'none' }}
      >
        {drawing}
      </svg>
    )
  }
}

/** Two arrows in a circle: synchronize. */
export const SyncIcon = icon(
  <path d="M16.5 8.500a6.7 6.7 0 0 0-12-2.600M3.5 3v3.500H7M3.5 11.500a6.7 6.7 0 0 0 12 2.600M16.5 17v-3.500H13" />,
)
/** An eye: preview. */
export const EyeIcon = icon(
  <>
    <path d="M2 10s2.8-5.2 8-5.200S18 10 18 10s-2.8 5.2-8 5.200S2 10 2 10Z" />
    <circle cx="10" cy="10" r="2.3" />
  </>,
)
/** An arrow that points up and out: publish. */
export const PublishIcon = icon(
  <path d="M10 13V3.500M6 7.200l4-3.9 4 3.900M3.5 12.500v3a1.3 1.3 0 0 0 1.3 1.300h10.400a1.3 1.3 0 0 0 1.3-1.300v-3" />,
)
/** A folder. */
export const FolderIcon = icon(
  <path d="M2.5 5.500A1.5 1.5 0 0 1 4 4h3.200l1.8 2h7a1.5 1.5 0 0 1 1.5 1.500v7A1.5 1.5 0 0 1 16 16H4a1.5 1.5 0 0 1-1.5-1.500Z" />,
)
/** A sheet: a file. */
export const FileIcon = icon(<path d="M5.500 2.500h6l3.500 3.500v11.500h-9.500zM11.500 2.500v3.500H15" />)
/** A check mark: done. */
export const CheckIcon = icon(<path d="m4.5 10.5 3.6 3.6 7.4-8" />)
/** A screen with a triangle: a video. */
export const VideoIcon = icon(
  <>
    <rect x="2.5" y="4" width="15" height="12" rx="1.8" />
    <path d="m8.5 7.500 4 2.500-4 2.500Z" />
  </>,
)
/** A triangle with an exclamation mark: warning. */
export const WarningIcon = icon(<path d="M10 3.3 2.3 16.300h15.400ZM10 8.300v3.600M10 14.100v.1" />)
/** A circle with an exclamation mark: error. */
export const ErrorIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M10 6.300v4.600M10 13.600v.1" />
  </>,
)
/** A circle with an i: information. */
export const InfoIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M10 9.300v4.200M10 6.500v.1" />
  </>,
)
/** A clock: waiting. */
export const ClockIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M10 6v4.200l2.7 1.6" />
  </>,
)
/** An arrow to the upper right: opens in a new tab. */
export const ExternalLinkIcon = icon(<path d="M7.5 5H15v7.500M15 5l-9.5 9.5" />)
/** A chevron that points down: expands. */
export const ChevronIcon = icon(<path d="m5.5 8 4.5 4.500L14.5 8" />)
/** A plus: add. */
export const PlusIcon = icon(<path d="M10 4v12M4 10h12" />)
/** A magnifying glass: search. */
export const SearchIcon = icon(
  <>
    <circle cx="9" cy="9" r="5.3" />
    <path d="m13 13 3.8 3.8" />
  </>,
)
/** Three lines: a menu. */
/** Three dots. */
export const MoreIcon = icon(<path d="M4.500 10h.1M10 10h.1M15.500 10h.1" strokeWidth="2.400" />)
export const MenuIcon = icon(<path d="M3.5 6h13M3.5 10h13M3.5 14h13" />)
/** A key: access for a program. */
export const KeyIcon = icon(
  <>
    <circle cx="7" cy="13" r="3.5" />
    <path d="m9.600 10.400 6.900-6.900M13.500 6.500l2.200 2.200" />
  </>,
)
/** An arrow that leaves a box: messages to other programs. */
export const WebhookIcon = icon(
  <path d="M11 4.500H5A1.500 1.500 0 0 0 3.500 6v8A1.500 1.500 0 0 0 5 15.500h6M8 10h9M14 6.800l3.200 3.200-3.200 3.200" />,
)
/** A line with a beat: what happened. */
export const ActivityIcon = icon(<path d="M2.500 10.500h3.300l2.400-6 3.600 11 2.400-5h3.300" />)
/** A coin: money. */
export const BudgetIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M12.300 7.600c-.4-.8-1.200-1.200-2.300-1.200-1.300 0-2.200.6-2.200 1.700 0 2.500 4.600 1.200 4.600 3.700 0 1.100-1 1.800-2.400 1.800-1.200 0-2.100-.5-2.500-1.400M10 5v1.400M10 13.600V15" />
  </>,
)
/** An open box: Dropbox. */
export const DropboxIcon = icon(<path d="M3 7.500 10 4l7 3.500v6L10 17l-7-3.500ZM3 7.500l7 3.500 7-3.500M10 11v6" />)
/** Two servers: the state of the installation. */
export const SystemIcon = icon(
  <>
    <rect x="3" y="3.500" width="14" height="5.500" rx="1.300" />
    <rect x="3" y="11" width="14" height="5.500" rx="1.300" />
    <path d="M6 6.200v.1M6 13.700v.1M9.500 6.250h4.500M9.500 13.750h4.500" />
  </>,
)
/** A screen on its stand: where releases are shown. */
export const EnvironmentIcon = icon(
  <path d="M4 3.800h12A1.500 1.500 0 0 1 17.500 5.300v7A1.500 1.500 0 0 1 16 13.800H4a1.500 1.500 0 0 1-1.500-1.500v-7A1.500 1.500 0 0 1 4 3.800ZM10 13.800v2.900M6.800 16.700h6.400" />,
)
/** One person. */
export const PersonIcon = icon(
  <>
    <circle cx="10" cy="6.800" r="3.300" />
    <path d="M3.500 16.800c.5-3.400 3.100-5.100 6.500-5.100s6 1.700 6.500 5.100" />
  </>,
)
/** Two people. */
export const PeopleIcon = icon(
  <>
    <circle cx="7.500" cy="7" r="2.900" />
    <path d="M2 16.300c.4-3 2.600-4.600 5.500-4.600s5.100 1.600 5.500 4.600M12.800 4.300a2.900 2.900 0 0 1 0 5.400M15 12.200c1.700.7 2.700 2.100 3 4.100" />
  </>,
)
/** A window with a column at its left: the sidebar. */
export const SidebarIcon = icon(
  <>
    <rect x="2.800" y="3.800" width="14.400" height="12.400" rx="2" />
    <path d="M7.800 3.800v12.400" />
  </>,
)
