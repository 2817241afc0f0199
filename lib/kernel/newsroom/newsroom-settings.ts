/**
 * What is the same for everybody. `fourEyes` off lets whoever wrote an entry approve it; `leastSources` is how many
 * independent sources a submission needs.
 */
export type NewsroomSettings = { fourEyes: boolean; leastSources: number };
