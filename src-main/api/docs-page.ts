// The page of the interactive documentation: Swagger UI, served from here alone and without inline scripts.

/** /docs. */
export const docsHtml = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nnad: REST</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<body>
<form id="token" hidden>
  <p><label>This server wants its token: <input name="token" type="password" autocomplete="off" required size="60"></label>
  <button>Show the documentation</button></p>
</form>
<main id="swagger"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/docs.js"></script>
</body>
</html>
`

/** /docs/docs.js: loads the document, asks for the token where one is wanted, and sends it to this server only. */
export const docsScript = `'use strict'
const form = document.getElementById('token')
let token = ''

const authorized = (headers) => (token === '' ? headers : { ...headers, Authorization: 'Bearer ' + token })

async function show() {
  const answer = await fetch('/docs/openapi.json', { headers: authorized({}) })
  form.hidden = answer.ok
  if (!answer.ok) return
  SwaggerUIBundle({
    domNode: document.getElementById('swagger'),
    spec: await answer.json(),
    deepLinking: true,
    validatorUrl: null,
    requestInterceptor: (request) => {
      const isOurs = new URL(request.url, location.href).origin === location.origin
      return isOurs ? { ...request, headers: authorized(request.headers) } : request
    },
  })
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  token = new FormData(form).get('token').trim()
  void show()
})
void show()
`
