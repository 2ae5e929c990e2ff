// Activity listeners belong to the process: two services at once would see each other's spans.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
