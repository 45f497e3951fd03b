// A change: arrow and word, so that colour is not needed.
import { IconArrowDownRight, IconArrowUpRight, IconEqual, IconMinus, IconPlus } from '@tabler/icons-react'
import type { Change } from './change-text.ts'
import classes from './compare.module.css'

const icons = {
  rose: IconArrowUpRight,
  fell: IconArrowDownRight,
  same: IconEqual,
  appeared: IconPlus,
  vanished: IconMinus,
} as const

export function ChangeCell({ change, text }: { readonly change: Change; readonly text: string }) {
  const Icon = icons[change]
  return (
    <span className={classes['change']} data-change={change}>
      <Icon size={14} aria-hidden />
      {text}
    </span>
  )
}
