using SyntheticOps.Cli;

return await CommandLine.RunAsync(args, Console.Error);
