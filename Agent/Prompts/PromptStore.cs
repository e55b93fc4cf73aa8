using Agent.Plugins;
using Microsoft.Extensions.Logging;

namespace Agent.Prompts;

/// <summary>A prompt file that may be edited while the program runs. Thread-safe.</summary>
internal sealed class PromptStore(string path, ILogger log)
{
    private readonly Lock _gate = new();
    private PromptFile? _file;
    private (DateTime Written, long Length) _seen;

    /// <summary>The file as it stands. An edit that breaks it is logged, and the last whole version stays in use.</summary>
    /// <exception cref="ShopException">There never was a whole version: names the file, the line and what is expected there.</exception>
    public PromptFile Current
    {
        get
        {
            lock (_gate)
            {
                var stamp = Stamp();
                if (_file is not null && stamp == _seen) return _file;
                try
                {
                    _file = PromptFile.Load(path);
                }
                catch (ShopException e) when (_file is not null)
                {
                    log.LogWarning("The edited prompt is not used: {Problem}", e.Message);
                }

                _seen = stamp;
                return _file;
            }
        }
    }

    private (DateTime, long) Stamp()
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
