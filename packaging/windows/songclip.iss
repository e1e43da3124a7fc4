; Installer for Windows, made with Inno Setup 6. NOT TESTED YET: written for the release workflow.
; Per user by default, so that no administrator is needed; for all users: songclip-setup.exe /ALLUSERS /VERYSILENT
; Called by build.ps1 with /DVersion=… /DDist=… [/DEngine]
#ifndef Version
  #error Version is missing: iscc /DVersion=0.1.0 /DDist=..\..\dist songclip.iss
#endif
#ifdef Engine
  #define Folder "songclip-engine"
  #define Title "SongClip engine"
#else
  #define Folder "songclip"
  #define Title "SongClip"
#endif

[Setup]
AppId=org.songclip.Desktop.{#Folder}
AppName={#Title}
AppVersion={#Version}
AppPublisher=SongClip Desktop
WizardStyle=modern
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; The engine lies beside the application: there it is found.
DefaultDirName={autopf}\SongClip\{#Folder}
DisableProgramGroupPage=yes
LicenseFile={#SourcePath}\..\..\LICENSE
OutputDir={#Dist}
OutputBaseFilename={#Folder}-{#Version}-windows-x86_64-setup
Compression=lzma2/fast
SolidCompression=yes
ChangesAssociations=yes
#ifndef Engine
SetupIconFile={#SourcePath}\..\..\build\icons\songclip.ico
UninstallDisplayIcon={app}\songclip.exe
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
; Inno Setup keeps its Chinese texts among the unofficial ones; build.ps1 puts them beside this file where it finds them.
#if FileExists(SourcePath + "ChineseSimplified.isl")
Name: "zh"; MessagesFile: "{#SourcePath}\ChineseSimplified.isl"
#endif
#if FileExists(SourcePath + "ChineseTraditional.isl")
Name: "zh_TW"; MessagesFile: "{#SourcePath}\ChineseTraditional.isl"
#endif

[Files]
Source: "{#Dist}\{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

#ifndef Engine
[Icons]
Name: "{autoprograms}\SongClip"; Filename: "{app}\songclip.exe"
Name: "{autodesktop}\SongClip"; Filename: "{app}\songclip.exe"; Tasks: desktopicon

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Registry]
Root: HKA; Subkey: "Software\Classes\.songclip"; ValueType: string; ValueData: "SongClip.Run"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\SongClip.Run"; ValueType: string; ValueData: "SongClip training run"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\SongClip.Run\DefaultIcon"; ValueType: string; ValueData: "{app}\songclip.exe,0"
Root: HKA; Subkey: "Software\Classes\SongClip.Run\shell\open\command"; ValueType: string; ValueData: """{app}\songclip.exe"" ""%1"""

[Run]
Filename: "{app}\songclip.exe"; Description: "{cm:LaunchProgram,SongClip}"; Flags: nowait postinstall skipifsilent
#endif
