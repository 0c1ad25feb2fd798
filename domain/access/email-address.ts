import { z } from 'zod'

const maxLength = 200

export const isEmailAddress = (text: string): boolean => text.length <= maxLength && z.email().safeParse(text).success
