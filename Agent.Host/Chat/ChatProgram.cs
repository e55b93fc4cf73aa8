using Agent.Host.Models;
using Agent.Host.Telemetry;
using Agent.Host.Terminal;
using Agent.Plugins;
using Agent.Wording;

namespace Agent.Host.Chat;

/// <summary>The chat from its command line to its exit code. Every failure ends in one clear line, never in a stack trace.</summary>
internal static class ChatProgram
{
    public static string PromptsFolder => Path.Combine(AppContext.BaseDirectory, "prompts");

    public static async Task<int> RunAsync(ChatOptions options)
    {
        using var log = new ErrorLog(options.LogPath);
        try
        {
            var book = WordBook.Load(PromptsFolder, "console", "changes");
            if (options is { NoInput: true, Message: null })
            {
                await Console.Error.WriteLineAsync("agent: with --no-input there is nothing to do; give a message with -m.");
                return ExitCode.Usage;
            }

            var models = ModelConfiguration.Read(options, Environment.GetEnvironmentVariable);
            if (models.Problem is { } problem) await Console.Error.WriteLineAsync($"agent: {problem} The chat goes on without a language model.");
            using var otlp = Otlp.Start();
            using var trace = options.Trace ? new TraceTree() : null;
            return await OpenAndChatAsync(options with { Models = models.Settings }, book, log, trace);
        }
        catch (ShopException e)
        {
            await Console.Error.WriteLineAsync($"agent: {PlainText.Line(e.Message)}");
            return ExitCode.Of(e);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"agent: something unexpected went wrong (error {log.Keep(e)}). {log.Path} has more; what was paid for stays paid, and your basket is kept.");
            return ExitCode.Failed;
        }
    }

    private static async Task<int> OpenAndChatAsync(ChatOptions options, WordBook book, ErrorLog log, TraceTree? trace)
    {
        var interactive = options is { Message: null, Json: false } && !Console.IsInputRedirected && !Console.IsOutputRedirected;
        var screen = interactive ? ConsoleScreen.Open() : Screen.Plain(options.Json ? TextWriter.Null : Console.Out);
        var view = new EventView(screen, book, Sandbox.SandboxClock.City, options.Language ?? Languages.OfSystem);
        Action<TurnEvent> show = options.Json ? new JsonLines(Console.Out).Write : view.Show;
        // The world opens while the person reads the greeting; what is wrong with it is told as soon as it is known.
        var opening = Task.Run(() => AgentHost.OpenAsync(options, log, CancellationToken.None));
        ILineSource lines = interactive && screen.MovesCursor ? new TypedLines(screen) : new StreamLines(Console.In, options.Json ? null : screen, isTerminal: interactive);
        var loop = new ChatLoop(options, screen, view, lines, opening, show, trace);
        try
        {
            return options.Message is { } message ? await loop.RunOneAsync(message) : await loop.RunAsync();
        }
        finally
        {
            // An opening that failed has been told already, by the loop that waited for it.
            if (await Task.WhenAny(opening) == opening && opening.IsCompletedSuccessfully) await opening.Result.DisposeAsync();
        }
    }
}
