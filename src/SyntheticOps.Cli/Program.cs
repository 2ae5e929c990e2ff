using System.CommandLine;

return await new RootCommand("synops: the checks of SyntheticOps, from the command line.").Parse(args).InvokeAsync();
