import { Button, Group } from '@mantine/core'
import { t } from '../texts/texts.ts'
import { ServerButton } from './server-button.tsx'

/** The two buttons below the form of a dialog. */
export function FormActions({ submitLabel, isSaving, isDisabled, close }: Props) {
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={close}>
        {t('common.cancel')}
      </Button>
      <ServerButton type="submit" loading={isSaving} disabled={isDisabled}>
        {submitLabel}
      </ServerButton>
    </Group>
  )
}

type Props = { submitLabel: string; isSaving: boolean; isDisabled?: boolean; close: () => void }
