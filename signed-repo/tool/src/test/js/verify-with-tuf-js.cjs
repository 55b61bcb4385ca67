// Verifies a medium with tuf-js: refresh, then every target named. Usage: MEDIUM ROOT TARGET... ; run beside node_modules.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.join(process.cwd(), 'package.json'));
const { BaseFetcher, Updater } = load('tuf-js');
const { DownloadHTTPError } = load('tuf-js/dist/error');

class DirectoryFetcher extends BaseFetcher {
  async fetch(url) {
    const file = decodeURIComponent(new URL(url).pathname);
    if (!fs.existsSync(file)) {
      throw new DownloadHTTPError('absent', 404);
    }
    return new Blob([fs.readFileSync(file)]).stream();
  }
}

async function main([medium, root, ...names]) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'tuf-js-'));
  try {
    fs.copyFileSync(root, path.join(work, 'root.json'));
    const targetDir = fs.mkdirSync(path.join(work, 'targets'), { recursive: true });
    const base = 'file://' + path.resolve(medium);
    const updater = new Updater({ metadataDir: work, metadataBaseUrl: base + '/metadata', targetDir, targetBaseUrl: base + '/targets', fetcher: new DirectoryFetcher() });
    await updater.refresh();
    for (const name of names) {
      const target = await updater.getTargetInfo(name);
      if (!target) {
        throw new Error('not found: ' + name);
      }
      await updater.downloadTarget(target);
    }
    console.log(`verified ${names.length} targets`);
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

main(process.argv.slice(2)).catch((failure) => {
  console.error(failure);
  process.exit(1);
});
