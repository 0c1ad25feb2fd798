import { Text } from '@mantine/core'
import { useListPrice } from '../budget/use-list-price.ts'
import classes from './cost-line.module.css'
import { costLabel, savingsLabel } from './cost-labels.ts'
import type { Transcode } from './transcode.ts'

/** What the streams cost or will, and what is saved by those that were there already. Nothing where nobody knows. */
export function CostLine({ transcode }: { transcode: Transcode }) {
  const listPrice = useListPrice()
  const cost = costLabel(transcode)
  const savings = savingsLabel(transcode)
  if (!cost && !savings) return null
  return (
    <Text size="sm" c="gray.6">
      {cost && (
        <>
          {cost.price && (
            <span className={listPrice && classes.price} title={listPrice}>
              {cost.price}
            </span>
          )}
          {cost.explanation}.{' '}
        </>
      )}
      {savings && `${savings}.`}
    </Text>
  )
}
