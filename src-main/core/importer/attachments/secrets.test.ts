// Nothing secret gets through, and what a diagnosis needs does.
import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { assertInProportion } from '../../fixtures/in-proportion.ts'
import { redacted, withoutSecretParts, withoutSecrets } from './secrets.ts'

const clean = (key: string, value: string): string | undefined =>
  withoutSecrets([[key, value, false]]).settings[0]?.[1]

/** A secret as people choose them: long enough that it is not in the rest by chance. */
const secret = fc.stringMatching(/^[A-Za-z0-9+/=!$%^*()_-]{12,40}$/)

/** Keys of core-default.xml and hdfs-default.xml, of clouds and of others, with a secret in them. */
const secretKeys = [
  'hadoop.security.group.mapping.ldap.bind.password',
  'hadoop.security.group.mapping.ldap.ssl.keystore.password',
  'ssl.server.keystore.keypassword',
  'ssl.server.keystore.password',
  'ssl.keystore.pass',
  'hadoop.http.authentication.signature.secret',
  'fs.s3a.access.key',
  'fs.s3a.secret.key',
  'fs.s3a.session.token',
  'fs.s3a.bucket.logs.secret.key',
  'fs.s3a.server-side-encryption.key',
  'fs.s3a.encryption.key',
  'fs.s3.awsSecretAccessKey',
  'fs.s3n.awsAccessKeyId',
  'fs.azure.account.key.case.blob.core.windows.net',
  'fs.azure.sas.container.case.blob.core.windows.net',
  'fs.adl.oauth2.credential',
  'fs.adl.oauth2.refresh.token',
  'dfs.adls.oauth2.access.token',
  'dfs.webhdfs.oauth2.refresh.token',
  'fs.oss.accessKeySecret',
  'fs.gs.auth.service.account.private.key',
  'hadoop.zk.auth',
  'ha.zookeeper.auth',
  'ha.zookeeper.acl',
  'dfs.federation.router.store.sql.password',
  'javax.jdo.option.ConnectionPassword',
]

test('values of secret keys go, whatever they are and however the key is spelt', () => {
  fc.assert(
    fc.property(fc.constantFrom(...secretKeys), secret, fc.boolean(), (key, value, isUpper) => {
      assert.equal(clean(isUpper ? key.toUpperCase() : key, value), redacted)
    }),
  )
})

test('secrets within values of other keys go: user info of URLs, passwords in options, keys in PEM', () => {
  const forms: readonly ((value: string) => string)[] = [
    (value) => `jdbc:mysql://db.lab/x?user=hive&password=${value}`,
    (value) => `-Xmx4g -Djavax.net.ssl.keyStorePassword=${value} -Dx=y`,
    (value) => `{"api_key": "${value}"}`,
    (value) => `-Dpassword="my ${value} pass" -Dx=y`,
    (value) => `-Da.password=x,${value}&${value};${value}`,
    (value) => `keytool -storepass ${value} --token ${value}`,
    (value) => `digest:hdfs-zkfcs:${value},sasl:x`,
    (value) => `https://u:/?#${value}@host/path`,
    (value) => `-----BEGIN RSA PRIVATE KEY-----\n${value}\n-----END RSA PRIVATE KEY-----`,
    (value) => `http://nn1,kms://http@admin:${value.replaceAll('/', 'x')}@kms.lab:9600/kms`,
    (value) => `https://${value.replaceAll('/', 'x')}@host/path`,
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      secret,
      fc.constantFrom('dfs.other', 'mapreduce.map.java.opts'),
      (form, value, key) => {
        const kept = clean(key, form(value)) ?? ''
        const shown = value.replaceAll('/', 'x')
        assert.ok(!kept.includes(value) && !kept.includes(shown), kept)
      },
    ),
  )
  assert.equal(clean('dfs.url', 'https://u:p@host:80/a'), `https://${redacted}@host:80/a`)
})

test('the site’s own list is honoured, without running its expressions', () => {
  const list = 'hadoop.security.sensitive-config-keys'
  const { settings } = withoutSecrets([
    [list, 'secret$,acme\\..*license$,(a+)+$', false],
    ['acme.cluster.license', 'ABC', false],
    ['acme.cluster.name', 'blue', false],
  ])
  assert.deepEqual(
    settings.map(([, value]) => value),
    [redacted, redacted, 'blue'],
  )
})

test('what a diagnosis needs stays as it is', () => {
  const kept: readonly (readonly [string, string])[] = [
    ['dfs.namenode.handler.count', '10'],
    ['dfs.namenode.servicerpc-address', 'nn1.lab:8021'],
    ['fs.defaultFS', 'hdfs://ns1'],
    ['dfs.namenode.lock.detailed-metrics.enabled', 'true'],
    ['dfs.namenode.shared.edits.dir', 'qjournal://jn1:8485;jn2:8485;jn3:8485/ns1'],
    ['dfs.namenode.edits.asynclogging', 'true'],
    ['hadoop.security.groups.cache.secs', '300'],
    ['hadoop.user.group.static.mapping.overrides', 'dr.who=;'],
    ['dfs.namenode.accesstime.precision', '3600000'],
    ['dfs.namenode.audit.log.debug.cmdlist', 'getfileinfo'],
    ['ipc.8020.callqueue.impl', 'org.apache.hadoop.ipc.FairCallQueue'],
    ['dfs.image.transfer.bandwidthPerSec', '0'],
    ['rpc.metrics.quantile.enable', 'false'],
    ['dfs.blockreport.incremental.intervalMsec', '0'],
  ]
  const { settings, secrets } = withoutSecrets(kept.map(([key, value]) => [key, value, false]))
  assert.deepEqual(
    settings.map(([key, value]) => [key, value]),
    kept,
  )
  assert.equal(secrets, 0)
})

test('paths lose what looks like a secret in them, and nothing else', () => {
  assert.equal(withoutSecretParts('/tmp/s3a://AKIA:abc/def@bucket/x'), `/tmp/s3a://${redacted}@bucket/x`)
  assert.equal(
    withoutSecretParts('/webhdfs/v1/a?delegation=HAAEaGRmcw'),
    `/webhdfs/v1/a?delegation=${redacted}`,
  )
  for (const path of ['/warehouse/t/dt=2026-11-22/part-0', '/user/etl/.Trash/tokens', '/a b/secrets/x@y'])
    assert.equal(withoutSecretParts(path), path)
})

test('values made to harm take no longer than their length', () => {
  for (const part of [
    'a://',
    'pass',
    '-token',
    '--',
    'password=',
    'password="',
    'digest:',
    '@',
    'a',
    '-----BEGIN ',
  ])
    assertInProportion(part, 50_000, (count) => void withoutSecretParts(part.repeat(count)))
})
