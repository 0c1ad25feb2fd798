import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { t } from '../../../texts/texts.ts'
import { PlusIcon } from '../../../theme/icons.tsx'
import { checkSource } from './frame-source.ts'

/** The sources, one line each, with what it allows or what is wrong with it. */
export function SourceList({ sources, canManage, onChange }: Props) {
  const replace = (index: number, source: string) => onChange(sources.with(index, source))
  return (
    <Stack gap="md">
      {sources.map((source, index) => {
        const checked = checkSource(source)
        const number = String(index + 1)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its position, because its text changes while it is typed
          <Group key={index} gap="sm" align="start" wrap="nowrap">
            <TextInput
              flex={1}
              miw={0}
              aria-label={t('environments.sourceNumber', { number })}
              autoComplete="off"
              spellCheck={false}
              maxLength={300}
              readOnly={!canManage}
              value={source}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              description={'meaning' in checked ? checked.meaning : undefined}
              error={'problem' in checked ? checked.problem : undefined}
              onChange={event => replace(index, event.currentTarget.value)}
            />
            {canManage && (
              <Button
                variant="default"
                aria-label={t('environments.removeSource', { number })}
                onClick={() => onChange(sources.toSpliced(index, 1))}
              >
                {t('environments.remove')}
              </Button>
            )}
          </Group>
        )
      })}
      {sources.length === 0 && <Text c="dimmed">{t('environments.noSources')}</Text>}
      {canManage && (
        <Group>
          <Button variant="default" leftSection={<PlusIcon />} onClick={() => onChange([...sources, 'https://'])}>
            {t('environments.addSource')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

type Props = { sources: readonly string[]; canManage: boolean; onChange: (sources: string[]) => void }
