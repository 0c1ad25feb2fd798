import { Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { diff } from './diff.ts'
import classes from './diff-view.module.css'
import { fieldLabel, fieldValue } from './readable-field.ts'

/** The values that an event changed, before and after it. */
export function DiffView({ before, after }: { before: unknown; after: unknown }) {
  const { changes, more } = diff(before, after)
  const currency = currencyOf(after) ?? currencyOf(before)
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('activity.noChanges')}
      </Text>
    )
  return (
    <>
      <table className={classes.diff} aria-label={t('activity.changes')}>
        <thead>
          <tr>
            <th scope="col">{t('activity.field')}</th>
            <th scope="col">{t('activity.before')}</th>
            <th scope="col">{t('activity.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row" title={field}>
                {fieldLabel(field)}
              </th>
              <td>{before !== undefined && <del>{fieldValue(field, before, currency)}</del>}</td>
              <td>{after !== undefined && <ins>{fieldValue(field, after, currency)}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <Text size="sm" c="dimmed">
          {t('activity.moreChanges', { count: more })}
        </Text>
      )}
    </>
  )
}

/** The currency of the amounts of an event, which names it beside them. */
function currencyOf(values: unknown): string | undefined {
  const { currency } = (values ?? {}) as { currency?: unknown }
  return typeof currency === 'string' ? currency : undefined
}
