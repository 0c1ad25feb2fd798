import { Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { useListPrice } from '../budget/use-list-price.ts'
import { costLabel, savingsLabel } from './cost-labels.ts'
import classes from './cost-line.module.css'
import type { Transcode } from './transcode.ts'

/** What processing costs and what reuse saves, one line each. The tooltip of the amount names the prices. */
export function CostLine({ transcode }: { transcode: Transcode }) {
  const listPrice = useListPrice()
  const cost = costLabel(transcode)
  const lines = [...(cost?.details ?? []), savingsLabel(transcode)].filter(line => line !== null)
  if (!cost && lines.length === 0) return null
  return (
    <Text size="sm" c="dimmed" component="div">
      {cost && (
        <div>
          {t.rich(cost.text, {
            amount: cost.amount,
            price: chunks => (
              <span className={listPrice && classes.price} title={listPrice}>
                {chunks}
              </span>
            ),
          })}
        </div>
      )}
      {lines.map(line => (
        <div key={line}>{line}</div>
      ))}
    </Text>
  )
}
