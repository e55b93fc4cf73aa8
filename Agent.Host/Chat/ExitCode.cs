namespace Agent.Host.Chat;

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>The agent asked for a yes or no that nobody could give here.</summary>
    public const int ConsentLeftOpen = 3;

    public const int Interrupted = 130;
}
