using System.CommandLine;
using Agent.Host.Chat;

namespace Agent.Host.Commands;

/// <summary>The command line: its commands, and how misuse is told.</summary>
internal static class AgentCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Order food, drink and groceries by chat: priced on every platform, paid only on your yes.");
        var chat = new ChatCommand();
        chat.AddTo(root);
        root.SetAction(chat.RunAsync);
        root.Add(chat.Named("chat", "Chat with the agent (the default)."));
        root.Add(SandboxCommand.Create());
        root.Add(PromptCommand.Create());
        root.Add(ModelCommand.Create());
        root.Add(CampaignCommand.Create());
        root.Add(LedgerCommand.Create());
        root.Add(OrderCommand.Create());
        root.Add(PersonCommand.Create());
        root.Add(BackupCommand.CreateBackup());
        root.Add(BackupCommand.CreateRestore());
        root.Add(SettlementCommand.Create());
        root.Add(VoucherCommand.Create());

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var message = string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (!message.EndsWith('.')) message += ".";
            await Console.Error.WriteLineAsync($"agent: {message} Try 'agent --help'.");
            return ExitCode.Usage;
        }

        // Ctrl+C is the chat's own: the first stops the turn.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
