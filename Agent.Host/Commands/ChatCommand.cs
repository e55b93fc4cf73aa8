using System.CommandLine;
using System.CommandLine.Parsing;
using Agent.Host.Chat;

namespace Agent.Host.Commands;

/// <summary>The options of chat, which the program takes with and without the command's name.</summary>
internal sealed class ChatCommand
{
    private readonly Option<string?> _message = new("--message", "-m") { Description = "Send one message, print the reply and leave.", HelpName = "text" };
    private readonly Option<string> _output = new("--output") { Description = "text, or json: one TurnEvent a line.", HelpName = "text|json", DefaultValueFactory = _ => "text" };
    private readonly Option<bool> _noInput = new("--no-input") { Description = "Read nothing: no messages, no yes." };
    private readonly Option<bool> _new = new("--new") { Description = "Begin a new conversation even while an order is on its way." };
    private readonly Option<string?> _language = new("--lang") { Description = "Language of the answers; without it, the one you write.", HelpName = "en|zh|de" };
    private readonly Option<Uri?> _world = new("--world") { Description = "Use the world of 'agent sandbox' at this address.", HelpName = "url", CustomParser = ParseUrl };
    private readonly Option<string?> _model = new("--model") { Description = "The language model that plans, in place of OPENAI_MODEL; 'none' for express alone.", HelpName = "name" };
    private readonly Option<string?> _prompt = PromptOption();
    private readonly Option<bool> _trace = new("--trace") { Description = "Show each turn as a tree with times, tokens and cost, on standard error." };
    private readonly WorldOptions _worldOptions = new();

    public ChatCommand()
    {
        _output.AcceptOnlyFromAmong("text", "json");
        _language.AcceptOnlyFromAmong([.. Languages.Tags]);
    }

    public static Option<string?> PromptOption() => new("--prompt") { Description = "A planner's prompt in place of prompts/planner.yaml. Edits are picked up by the next turn.", HelpName = "file" };

    public Command Named(string name, string description)
    {
        var command = new Command(name, description);
        AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _message, _output, _noInput, _new, _language, _world, _model, _prompt, _trace }) command.Add(option);
        _worldOptions.AddTo(command);
        command.Validators.Add(NotOfThisWorld);
    }

    public Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken) => ChatProgram.RunAsync(Read(parsed));

    /// <summary>The pace, the time and the faults of a world of its own are its process's; here they would do nothing, unsaid.</summary>
    private void NotOfThisWorld(CommandResult result)
    {
        if (result.GetResult(_world) is not { Implicit: false }) return;
        foreach (var option in new Option[] { _worldOptions.Speed, _worldOptions.Now, _worldOptions.Faults })
            if (result.GetResult(option) is { Implicit: false }) result.AddError($"with --world, {option.Name} belongs to the world: give it to 'agent sandbox'.");
    }

    private ChatOptions Read(ParseResult parsed) => new()
    {
        Message = parsed.GetValue(_message),
        Json = parsed.GetValue(_output) == "json",
        NoInput = parsed.GetValue(_noInput),
        NewConversation = parsed.GetValue(_new),
        Language = Languages.Find(parsed.GetValue(_language)),
        World = parsed.GetValue(_world),
        DatabasePath = parsed.GetValue(_worldOptions.Database) ?? DataFolder.DefaultDatabase,
        Speed = parsed.GetValue(_worldOptions.Speed),
        Now = parsed.GetValue(_worldOptions.Now),
        Faults = parsed.GetValue(_worldOptions.Faults) ?? [],
        Model = parsed.GetValue(_model),
        PromptPath = parsed.GetValue(_prompt),
        Trace = parsed.GetValue(_trace),
        Seed = parsed.GetValue(_worldOptions.Seed),
    };

    private static Uri? ParseUrl(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        result.AddError($"'{result.Tokens[0].Value}' is not an address such as http://127.0.0.1:5100.");
        return null;
    }
}
