import { Button, Checkbox, Group, Input, Stack, Text } from '@mantine/core'
import { useId } from 'react'
import { t } from '../../../texts/texts.ts'
import { blockableFindings, findingGroups, findingLabel, otherFindings } from './blockable-findings.ts'
import classes from './rules-panel.module.css'

/** The problems that block a publication, by what they are about. */
export function BlockingFindings({ codes, error, onChange }: Props) {
  const id = useId()
  const all = findingGroups.flatMap(group => blockableFindings[group] as readonly string[])
  const others = otherFindings(codes)
  const groups = [
    ...findingGroups.map(group => ({ group, listed: blockableFindings[group] as readonly string[] })),
    ...(others.length > 0 ? [{ group: 'other', listed: others }] : []),
  ]
  const setListed = (listed: readonly string[], chosen: string[]) =>
    onChange([...codes.filter(code => !listed.includes(code)), ...chosen].sort())
  return (
    <fieldset className={classes.plain} aria-labelledby={id}>
      <Text fw={600} id={id}>
        {t('environments.blocking')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('environments.blockingEffect')}
      </Text>
      <Group gap="sm" mt={6}>
        <Button variant="default" size="xs" onClick={() => onChange([...all, ...others].sort())}>
          {t('environments.blockAll')}
        </Button>
        <Button variant="default" size="xs" disabled={codes.length === 0} onClick={() => onChange([])}>
          {t('environments.blockNone')}
        </Button>
      </Group>
      <div className={classes.groups}>
        {groups.map(({ group, listed }) => (
          <Checkbox.Group
            key={group}
            label={t('environments.findingGroup', { group })}
            value={codes.filter(code => listed.includes(code))}
            onChange={chosen => setListed(listed, chosen)}
          >
            <Stack gap={8} mt={6}>
              {listed.map(code => (
                <Checkbox key={code} value={code} label={findingLabel(code)} />
              ))}
            </Stack>
          </Checkbox.Group>
        ))}
      </div>
      {error && <Input.Error mt={6}>{error}</Input.Error>}
    </fieldset>
  )
}

type Props = { codes: readonly string[]; error: string | null; onChange: (codes: string[]) => void }
