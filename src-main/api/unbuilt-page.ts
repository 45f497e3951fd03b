// What `/` says where the screens have not been built: the way to them, and what works without.

/** The page in place of the screens. */
export const unbuiltHtml = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nnad: screens not built</title>
<h1>The screens have not been built</h1>
<p>Run <code>npm run build</code> in the folder of nnad, then reload this page.
<p>The REST API works without them: <a href="/docs">its documentation</a>.
</html>
`
