// The threshold to apply: the model's own unless another is given.
import { NumberInput } from '@mantine/core'
import { figure } from '../../../src-shared/figures.ts'
import { useInvestigation } from '../../state/investigation.ts'

/** `own`: the model's; undefined before there is one. */
export function ThresholdField({ own }: { readonly own: number | undefined }) {
  const override = useInvestigation((state) => state.thresholdOverride)
  const setOverride = useInvestigation((state) => state.setThresholdOverride)
  return (
    <NumberInput
      size="xs"
      w={136}
      label="Threshold override"
      className="figures"
      placeholder={own === undefined ? 'no model yet' : `${figure(own)} (model)`}
      value={override ?? ''}
      min={0}
      step={own === undefined ? 1 : Number((own / 10).toPrecision(1))}
      decimalScale={6}
      allowNegative={false}
      disabled={own === undefined}
      rightSection={override === undefined ? <></> : undefined}
      onChange={(value) => setOverride(typeof value === 'number' && value > 0 ? value : undefined)}
    />
  )
}
