import { Code, SimpleGrid, Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'

/** Recovery codes, which are shown once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <>
      <Text>{t('security.saveCodes')}</Text>
      <SimpleGrid cols={2} spacing="sm" component="ul" aria-label={t('security.recoveryCodes')} p={0} m={0}>
        {codes.map(code => (
          <Code key={code} component="li" style={{ listStyle: 'none' }}>
            {code}
          </Code>
        ))}
      </SimpleGrid>
    </>
  )
}
