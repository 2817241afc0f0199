// Loaded before a child's own program (node --import): when the process that started it is gone,
// however it died, the channel to it closes, and the child ends instead of lingering.
process.on('disconnect', () => process.exit(143));
process.channel?.unref();
