import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readUsageLogConfig } from '../../../server/usage-log/config.ts';
import { tempDir } from '../build.ts';

const NONE = { url: null, key: null, keyFile: null, configFile: null };

async function file(content: string): Promise<string> {
  const path = join(await tempDir(), 'file');
  writeFileSync(path, content);
  return path;
}

describe('the settings of the usage log', () => {
  it('are the portal as it is known where nothing is set', () => {
    expect(readUsageLogConfig(NONE)).toMatchObject({
      url: 'https://log.smart-factory.kr/apisvc/sendLogData.json',
      ...{ form: 'json', key: null, duty: { from: null, years: 3 } },
      acts: { login: 'DO6001', view: 'DO6003', test: 'DO6999' },
      limits: { sendEverySeconds: 630, storedPerDay: 144, requestsPerDay: 5_000 },
    });
  });

  it('take from a file what it says, and the address from the environment first', async () => {
    const content = {
      ...{ url: 'https://log.example/a', form: 'logData', acts: { login: '접속' }, fields: { key: 'key' } },
      ...{ codes: { stored: ['OK'] }, duty: { from: '2026-12-01' } },
    };
    const configFile = await file(JSON.stringify(content));
    const config = readUsageLogConfig({ ...NONE, configFile });
    expect(config).toMatchObject({
      ...{ url: 'https://log.example/a', form: 'logData', duty: { from: '2026-12-01', years: 3 } },
      acts: { login: '접속', logout: 'DO6002' },
      fields: { key: 'key', at: 'logDt' },
      codes: { stored: ['OK'], window: ['AP1029'] },
    });
    expect(readUsageLogConfig({ ...NONE, url: 'https://log.example/b', configFile }).url).toBe('https://log.example/b');
  });

  it('take the key from a file and leave the line end out', async () => {
    const keyFile = await file('issued-key-1234567890\n');
    expect(readUsageLogConfig({ ...NONE, keyFile }).key?.reveal()).toBe('issued-key-1234567890');
  });

  it.each([
    ['no JSON', '{'],
    ['a pace below the ten minutes', '{"limits":{"sendEverySeconds":599}}'],
    ['more requests than the portal bears', '{"limits":{"requestsPerDay":5001}}'],
    ['a name that is not known', '{"field":{}}'],
    ['a day that does not exist', '{"duty":{"from":"2026-02-30"}}'],
    ['an address without TLS', '{"url":"http://log.example/"}'],
    ['the key, which belongs elsewhere', '{"key":"issued"}'],
  ])('refuse a file with %s', async (_, content) => {
    const configFile = await file(content);
    expect(() => readUsageLogConfig({ ...NONE, configFile })).toThrow(/SETTING_INVALID.*USAGE_LOG_CONFIG/);
  });

  it('name the file of the key that is missing or no key, and never what it holds', async () => {
    const keyFile = await file('two words');
    expect(() => readUsageLogConfig({ ...NONE, keyFile })).toThrow(/USAGE_LOG_KEY_FILE/);
    expect(() => readUsageLogConfig({ ...NONE, keyFile })).not.toThrow(/two words/);
    expect(() => readUsageLogConfig({ ...NONE, keyFile: '/no/such/file' })).toThrow(/USAGE_LOG_KEY_FILE/);
  });
});
