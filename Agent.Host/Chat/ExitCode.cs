using Agent.Plugins;

namespace Agent.Host.Chat;

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>The agent asked for a yes or no that nobody could give here.</summary>
    public const int ConsentLeftOpen = 3;

    public const int Interrupted = 130;

    /// <summary>What the command line asked for does not exist, or something that does exist failed.</summary>
    public static int Of(ShopException e) => e.Code is "fault_unknown" or "platform_unknown" or "speed_invalid" or "url_invalid" ? Usage : Failed;
}
