import classes from './marks.module.css'
import type { ComparedPage } from './page-comparison.ts'

/** The size of a picture of a page, in pixels. */
const pictureSize = { width: 1280, height: 800 }
/** The distance of a mark from what it marks, in pixels. */
const gap = 6

/** Frames around the areas that differ, over a picture. The text beside it says how many there are. */
export function Marks({ boxes }: { boxes: NonNullable<ComparedPage['boxes']> }) {
  const { width, height } = pictureSize
  return (
    <svg className={classes.marks} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {boxes.map(box => (
        <g key={`${box.x} ${box.y}`}>
          {['outer', 'inner'].map(part => (
            <rect
              key={part}
              data-part={part}
              x={Math.max(2, box.x - gap)}
              y={Math.max(2, box.y - gap)}
              width={Math.min(box.width + 2 * gap, width - 2 - Math.max(2, box.x - gap))}
              height={Math.min(box.height + 2 * gap, height - 2 - Math.max(2, box.y - gap))}
              rx={4}
            />
          ))}
        </g>
      ))}
    </svg>
  )
}
