import { InputBase } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import { t } from '../../texts/texts.ts'
import { ChevronIcon } from '../../theme/icons.tsx'

const PagePicker = lazy(() => import('./page-picker.tsx'))

/** The shown page as a button. A click on it loads the search and opens it, and its end leads back to the button. */
export function PageChoice({ slug, page, startPage, choose }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const ref = useRef<HTMLButtonElement>(null)
  const close = () => {
    setIsOpen(false)
    setTimeout(() => document.activeElement === document.body && ref.current?.focus())
  }
  const button = (
    <InputBase
      ref={ref}
      component="button"
      type="button"
      pointer
      label={t('preview.page')}
      aria-label={t('preview.choosePage', { page })}
      rightSection={<ChevronIcon size="1em" />}
      rightSectionPointerEvents="none"
      onClick={() => setIsOpen(true)}
    >
      {page}
    </InputBase>
  )
  if (!isOpen) return button
  return (
    <Suspense fallback={button}>
      <PagePicker slug={slug} page={page} startPage={startPage} choose={choose} onClose={close} />
    </Suspense>
  )
}

type Props = { slug: string; page: string; startPage: string; choose: (page: string) => void }
