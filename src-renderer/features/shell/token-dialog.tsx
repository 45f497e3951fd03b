// Asks for the token of a server on the network.
import { Button, Group, Modal, PasswordInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { failureOf } from '../../data/failure.ts'
import { useJobs } from '../../data/jobs.ts'
import { queryClient } from '../../data/query-client.ts'
import { keepToken, sessionToken } from '../../state/token.ts'

export function TokenDialog() {
  const { isError, error, isFetching } = useJobs()
  const [token, setToken] = useState('')
  const isNeeded = isError && failureOf(error).code === 'UNAUTHORIZED'
  const wasRefused = sessionToken() !== undefined
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    keepToken(token.trim())
    void queryClient.invalidateQueries()
  }
  return (
    <Modal
      opened={isNeeded}
      onClose={() => undefined}
      title="This server asks for its token"
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <form onSubmit={submit}>
        <PasswordInput
          label="Token"
          description="nnad serve printed it when it was first started for the network. It is kept for this tab only."
          value={token}
          onChange={({ currentTarget }) => setToken(currentTarget.value)}
          error={
            wasRefused && !isFetching
              ? 'The server does not take this token: check it, or ask whoever runs it.'
              : null
          }
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={token.trim() === ''}>
            Use token
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
