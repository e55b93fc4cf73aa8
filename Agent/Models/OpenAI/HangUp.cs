namespace Agent.Models.OpenAI;

internal static class HangUp
{
    /// <summary>What has come already may be read this often before a read has to wait.</summary>
    private const int Most = 64;

    /// <summary>
    /// Closes the connection of an answer that is not wanted any more. Disposing alone would wait up to two seconds for its end,
    /// in which a model goes on writing; cancelling a read that waits closes it at once.
    /// </summary>
    public static async ValueTask NowAsync(Stream answer)
    {
        var scratch = new byte[4096];
        using var stop = new CancellationTokenSource();
        try
        {
            for (var i = 0; i < Most; i++)
            {
                var read = answer.ReadAsync(scratch, stop.Token);
                if (!read.IsCompleted) await stop.CancelAsync();
                if (await read == 0) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException)
        {
            // It is closed.
        }
    }
}
