// The OpenAPI 3.1 document: the contract's own, with what HTTP adds (problem details, the upload's body, the token).
import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Import } from '../../src-shared/contract/imports.ts'
import { contract } from '../../src-shared/contract/index.ts'
import { Job } from '../../src-shared/contract/jobs.ts'
import { Model } from '../../src-shared/contract/models.ts'
import { Report } from '../../src-shared/contract/reports.ts'
import { Source } from '../../src-shared/contract/sources.ts'
import { problemType } from './problems.ts'
import { apiPrefix } from './routes.ts'

const description = `What happened on my HDFS NameNode, and who did it?

Times are read as epoch milliseconds, ISO 8601, or \`YYYY-MM-DD HH:MM:SS\` in the server's zone (see /system).
A call that waits (train, report) and is hung up on cancels its work; a job (\`Prefer: respond-async\`, imports) goes on.
Every error is a problem document (RFC 9457, ${problemType}).

Beside /api there are /healthz (\`ok\` or not, without a token) and /metrics (nnad's own numbers, for Prometheus).`

const text = { type: 'string' } as const

/** The schema of problems.ts. */
const problemSchema: OpenAPI.SchemaObject = {
  type: 'object',
  properties: {
    type: { ...text, examples: ['urn:nnad:problem:no-data'] },
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'what was wanted, what was got, what to do' },
    code: { ...text, examples: ['NO_DATA'] },
    issues: {
      type: 'array',
      description: 'what is wrong with the input, field by field',
      items: {
        type: 'object',
        properties: { field: text, wanted: text, got: text },
        required: ['field', 'wanted', 'got'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
  additionalProperties: true,
}

const problemContent = { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } }

/** Codes and titles of the errors of each status, as the generator names them. */
const titles: Readonly<Record<string, string>> = {
  400: 'Bad input',
  401: 'Token needed',
  403: 'Not allowed',
  404: 'Not found',
  409: 'No data, no model, or busy',
  413: 'Too large',
  422: 'Unreadable input',
  499: 'Cancelled',
  500: 'Unexpected, or damaged data',
  501: 'No browser for PDF',
  503: 'Not writable',
  507: 'Disk full',
}

function withProblems(operation: OpenAPI.OperationObject): OpenAPI.OperationObject {
  const wanted = Object.entries(operation.responses ?? {}).filter(([status]) => !(status in titles))
  // Any call may be refused or fail, whether the contract says so of it or not.
  const statuses = ['400', '401', '403', '500', ...Object.keys(operation.responses ?? {})].filter(
    (one) => one in titles,
  )
  const problems = statuses.map((status): [string, OpenAPI.ResponseObject] => [
    status,
    { description: titles[status] ?? status, content: problemContent },
  ])
  return { ...operation, responses: Object.fromEntries([...wanted, ...problems]) }
}

const binary = { type: 'string', contentMediaType: 'application/octet-stream' } as const

/** Over HTTP the upload is read as a stream, as a form or as the bare file. */
const uploadRequest: Pick<OpenAPI.OperationObject, 'parameters' | 'requestBody'> = {
  parameters: [
    {
      name: 'name',
      in: 'query',
      schema: text,
      description: 'the file’s name, where the body is the bare file',
    },
  ],
  requestBody: {
    required: true,
    content: {
      'multipart/form-data': { schema: { type: 'object', properties: { file: binary }, required: ['file'] } },
      'application/octet-stream': { schema: binary },
    },
  },
}

const uploadPath = '/imports/upload'
const methods = ['get', 'post', 'patch', 'delete', 'put'] as const

function completed(path: string, item: OpenAPI.PathItemObject): OpenAPI.PathItemObject {
  const operations = methods.flatMap((method): [string, OpenAPI.OperationObject][] => {
    const operation = item[method]
    if (operation === undefined) return []
    const own = path === uploadPath ? uploadRequest : {}
    return [[method, { ...withProblems(operation), ...own }]]
  })
  return { ...item, ...Object.fromEntries(operations) }
}

/** The document; `version` is the product's. With a token its security scheme is named. */
export async function openApiDocument(version: string, hasToken: boolean): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'nnad', version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: apiPrefix }],
    tags: [{ name: 'original', description: 'the calls of the system that this one re-creates' }],
    commonSchemas: {
      Import: { schema: Import, strategy: 'output' },
      Job: { schema: Job, strategy: 'output' },
      Model: { schema: Model, strategy: 'output' },
      Report: { schema: Report, strategy: 'output' },
      Source: { schema: Source, strategy: 'output' },
    },
  })
  const paths = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    item === undefined ? [] : [[path, completed(path, item)] as const],
  )
  const bearer = { token: { type: 'http', scheme: 'bearer' } } as const
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, Problem: problemSchema },
      ...(hasToken ? { securitySchemes: bearer } : {}),
    },
    ...(hasToken ? { security: [{ token: [] }] } : {}),
  }
}
