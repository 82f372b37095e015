import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Electron 22, the oldest shell the window must run in, embeds Chromium 108. */
const chromium = 108;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  css: {
    transformer: 'lightningcss',
    // Lightning CSS packs versions as major << 16 | minor << 8 | patch.
    lightningcss: { targets: { chrome: chromium << 16 } },
  },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: `chrome${chromium}`,
    cssMinify: 'lightningcss',
    // The policy allows neither data: fonts nor inline scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
});
