/*
 * `npm run bench`: what AMI Steward costs beside the least that it could cost, measured in one run on loopback. The
 * processes that it needs are this file again, in another role; each loads only what its role needs.
 */
// Node 20 is supported; the SDK's notice about it is not of the bench's making.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const [role, number, ...more] = process.argv.slice(2);

switch (role) {
  case undefined: {
    const { runBench } = await import('./run.js');
    const { runScanBench } = await import('./scanning.js');
    await runBench();
    await runScanBench();
    break;
  }
  // `npm run bench -- scan [number of AMIs]...` measures the scan alone.
  case 'scan': {
    const { runScanBench } = await import('./scanning.js');
    await runScanBench(number === undefined ? undefined : [number, ...more].map(Number));
    break;
  }
  case 'scanned': {
    const { runScanned } = await import('./scanned.js');
    await runScanned(Number(number));
    break;
  }
  case 'listing': {
    const { runListing } = await import('./listing.js');
    await runListing();
    break;
  }
  case 'own-scan': {
    const { runOwnScan } = await import('./own-scan.js');
    await runOwnScan();
    break;
  }
  case 'cold': {
    const { runCold } = await import('./cold.js');
    await runCold(String(number));
    break;
  }
  case 'bare': {
    const { runBareApp } = await import('./bare-app.js');
    await runBareApp(Number(number));
    break;
  }
  case 'surroundings': {
    const { runSimulatedServices } = await import('./surroundings.js');
    await runSimulatedServices(Number(number));
    break;
  }
  default:
    throw new Error(`There is no role ${role}`);
}
