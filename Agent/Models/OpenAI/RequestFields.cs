namespace Agent.Models.OpenAI;

/// <summary>Fields of a request that some servers refuse, and that an answer can do without.</summary>
[Flags]
internal enum RequestFields
{
    None = 0,
    StreamOptions = 1,
    ParallelToolCalls = 2,
    Temperature = 4,
    TopP = 8,
    Seed = 16,

    /// <summary>Which of two names a server knows for it cannot be told beforehand: without it, the other one is used.</summary>
    MaxTokens = 32,
}
