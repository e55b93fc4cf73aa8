using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Agent.Host.Chat;

/// <summary>Warnings and errors in a file beside the database, so that the screen shows words and an id. The file is made with its first entry. Thread-safe.</summary>
internal sealed class ErrorLog(string path) : ILoggerProvider
{
    private readonly Lock _gate = new();

    public string Path => path;

    /// <summary>Keeps an error that nobody expected.</summary>
    /// <returns>The id to show.</returns>
    public string Keep(Exception error)
    {
        var id = "err_" + RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 8);
        Write($"{id} {error}");
        return id;
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(string entry)
    {
        try
        {
            lock (_gate)
            {
                if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
                File.AppendAllText(path, $"{DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture)} {entry}\n");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where even the log cannot be written, what is shown on the screen is all there is.
        }
    }

    private sealed class Logger(ErrorLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Write($"{logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}");
        }
    }
}
