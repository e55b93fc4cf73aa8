using System.CommandLine;
using Agent.Host.Chat;
using Agent.Host.Models;
using Agent.Prompts;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Host.Commands;

/// <summary>Shows what a model would see.</summary>
internal static class PromptCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "What the person would write.", DefaultValueFactory = _ => "two large taro milk teas to the office" };
        var prompt = ChatCommand.PromptOption();
        var database = new WorldOptions().Database;
        var show = new Command("show", "Print what a model would be given for a message in the latest conversation: prompt, conversation, state and functions. Nothing is sent or stored.") { text, prompt, database };
        show.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(text)!, new ChatOptions { DatabasePath = parsed.GetValue(database) ?? DataFolder.DefaultDatabase, PromptPath = parsed.GetValue(prompt) }, cancellation));
        return new Command("prompt", "The prompts that models are given.") { show };
    }

    private static Task<int> RunAsync(string text, ChatOptions options, CancellationToken cancellationToken) => CommandRun.RunAsync(async () =>
    {
        var models = ModelConfiguration.Read(options, _ => null).Settings;
        await CommandRun.WithAgentAsync(
            options with { Models = models },
            async host =>
            {
                var latest = await host.Agent.LatestConversationAsync(AgentHost.PersonId, cancellationToken);
                Console.Out.WriteLine(await host.Services.GetRequiredService<PromptPreview>().ShowAsync(AgentHost.PersonId, latest, text, cancellationToken));
            },
            cancellationToken);
    });
}
